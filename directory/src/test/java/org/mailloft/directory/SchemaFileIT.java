package org.mailloft.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaFileIT {

    @TempDir
    Path home;

    /** Both forms of the schema are the same to slapd: the file of "include", and the entry below cn=config. */
    @Test
    void slapdTakesTheSchemaAsAnEntry() throws Exception {
        Path program = Path.of("/usr/sbin/slapadd");
        Assumptions.assumeTrue(Files.isExecutable(program), "slapadd is not installed");
        String others = "";
        for (String name : new String[] {"core", "cosine", "nis", "inetorgperson"}) {
            others += Files.readString(Path.of("/etc/ldap/schema/" + name + ".ldif")) + "\n";
        }
        Path ldif = Files.writeString(
                home.resolve("config.ldif"),
                "dn: cn=config\nobjectClass: olcGlobal\ncn: config\n\n"
                        + "dn: cn=schema,cn=config\nobjectClass: olcSchemaConfig\ncn: schema\n\n"
                        + others
                        + SchemaFile.ucsMail().toConfigLdif("ucs-mail"));
        Path log = home.resolve("log");
        var process = new ProcessBuilder(
                        program.toString(),
                        "-n",
                        "0",
                        "-F",
                        Files.createDirectory(home.resolve("slapd.d")).toString(),
                        "-l",
                        ldif.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "slapadd does not end");
        assertEquals(0, process.exitValue(), Files.readString(log));
    }

    @Test
    void everyDefinitionIsFound() {
        assertEquals(25, SchemaFile.ucsMail().attributeTypes().size());
        assertEquals(11, SchemaFile.ucsMail().objectClasses().size());
        assertEquals(13, SchemaFile.nis().attributeTypes().size());
        assertEquals(3, SchemaFile.nis().objectClasses().size());
    }
}
