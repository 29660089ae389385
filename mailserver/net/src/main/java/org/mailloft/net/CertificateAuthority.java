package org.mailloft.net;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of our own, for a host that has no certificate yet: {@code ca.pem} for clients to trust, its
 * key, and the host's certificate and key signed by it. Keys are readable by their owner only.
 *
 * <p>Made on first use and kept; made anew when expired, about to, damaged, or when the host has another name. A new host
 * certificate keeps the authority, so that clients which trust it go on doing so. A certificate by somebody else in the
 * host's place is the administrator's choice and stays.
 */
public final class CertificateAuthority {

    private static final Duration CA_LIFETIME = Duration.ofDays(3650);
    /** The longest that all clients accept. */
    private static final Duration HOST_LIFETIME = Duration.ofDays(397);

    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);
    private static final String AUTHORITY_NAME = "Mailloft CA of ";
    private static final String SIGNATURE = "SHA256withECDSA";

    /**
     * Files to hand to the TLS settings and to clients.
     *
     * @param ca certificate that clients may trust
     * @param cert the host's certificate, followed by the authority's
     * @param key the host's private key
     */
    public record HostFiles(Path ca, Path cert, Path key) {}

    private final Path folder;
    private final Clock clock;
    private final SecureRandom random;

    /** @param folder where the files are; made when missing */
    public CertificateAuthority(Path folder, Clock clock, SecureRandom random) {
        this.folder = folder;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The files for a host, made where needed.
     *
     * @param hostName fully qualified, such as {@code mail.example.org}
     * @param otherNames more host names or address literals; {@code localhost}, 127.0.0.1 and ::1 are always in
     */
    public HostFiles hostFiles(String hostName, Collection<String> otherNames) throws IOException {
        return files(folder.resolve("host"), hostName, otherNames);
    }

    /**
     * The same for a service of the host that has a key of its own.
     *
     * @param name of its files, but for {@code .pem} and {@code .key}; their folder is made when missing
     */
    public HostFiles files(Path name, String hostName, Collection<String> otherNames) throws IOException {
        var files = new HostFiles(
                folder.resolve("ca.pem"),
                name.resolveSibling(name.getFileName() + ".pem"),
                name.resolveSibling(name.getFileName() + ".key"));
        var caKeyFile = folder.resolve("ca.key");
        Files.createDirectories(folder);
        Files.createDirectories(files.cert().getParent());
        try {
            var authority = usable(files.ca(), caKeyFile);
            if (authority == null) {
                authority = makeAuthority(hostName);
                write(caKeyFile, pem(new JcaPKCS8Generator(authority.key(), null)), "rw-------");
                write(files.ca(), pem(authority.chain().getFirst()), "rw-r--r--");
            }
            var names = new LinkedHashSet<>(List.of(hostName));
            names.addAll(otherNames);
            names.addAll(List.of("localhost", "127.0.0.1", "::1"));
            var present = read(files.cert(), files.key());
            if (present != null && !isOurs(present)) {
                return files;
            }
            var host = usable(files.cert(), files.key());
            if (host == null || !serves(host, names, authority)) {
                host = makeHost(hostName, names, authority);
                write(files.key(), pem(new JcaPKCS8Generator(host.key(), null)), "rw-------");
                write(files.cert(), pem(host.chain().toArray()), "rw-r--r--");
            }
            return files;
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("can't make a certificate", e);
        }
    }

    /** What is on disk; null when it is missing, damaged or near its end. */
    private PemIdentity usable(Path certFile, Path keyFile) throws IOException {
        var identity = read(certFile, keyFile);
        if (identity == null) {
            return null;
        }
        var end = identity.chain().getFirst().getNotAfter().toInstant();
        return end.isAfter(clock.instant().plus(RENEW_BEFORE)) ? identity : null;
    }

    /** What is on disk; null when it is missing or damaged. */
    private static PemIdentity read(Path certFile, Path keyFile) throws IOException {
        if (!Files.exists(certFile) || !Files.exists(keyFile)) {
            return null;
        }
        try {
            return PemIdentity.of(Files.readString(certFile), Files.readString(keyFile), "");
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static boolean isOurs(PemIdentity host) {
        return host.chain().getFirst().getIssuerX500Principal().getName().contains(AUTHORITY_NAME);
    }

    private static boolean serves(PemIdentity host, Set<String> names, PemIdentity authority) {
        try {
            var certificate = host.chain().getFirst();
            certificate.verify(authority.chain().getFirst().getPublicKey());
            var certified = new LinkedHashSet<String>();
            for (var name : certificate.getSubjectAlternativeNames()) {
                var text = (String) name.get(1);
                certified.add((Integer) name.get(0) == GeneralName.iPAddress ? literal(text) : text);
            }
            return names.stream().allMatch(name -> certified.contains(isAddress(name) ? literal(name) : name));
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private PemIdentity makeAuthority(String hostName)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        var pair = keyPair();
        var name = subject(AUTHORITY_NAME + hostName);
        var builder = builder(name, name, pair.getPublic(), CA_LIFETIME)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return new PemIdentity(pair.getPrivate(), List.of(sign(builder, pair.getPrivate())));
    }

    private PemIdentity makeHost(String hostName, Set<String> names, PemIdentity authority)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        var pair = keyPair();
        var issuer = authority.chain().getFirst();
        var issuerName = X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
        var alternatives = names.stream()
                .map(name -> new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        var builder = builder(issuerName, subject(hostName), pair.getPublic(), HOST_LIFETIME)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives))
                .addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer));
        return new PemIdentity(pair.getPrivate(), List.of(sign(builder, authority.key()), issuer));
    }

    private JcaX509v3CertificateBuilder builder(X500Name issuer, X500Name subject, PublicKey key, Duration lifetime)
            throws GeneralSecurityException, IOException {
        Instant now = clock.instant();
        var builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, random),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.plus(lifetime)),
                subject,
                key);
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        return builder;
    }

    private static X500Name subject(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName.substring(0, Math.min(64, commonName.length())))
                .build();
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
    }

    /** Not by the JDK: its PKCS#8 form lacks the public key, and GnuTLS, thus Debian's slapd, does not read such a file. */
    private KeyPair keyPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static String pem(Object... objects) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            for (var object : objects) {
                writer.writeObject(object);
            }
        }
        return text.toString();
    }

    /** Never readable by others, not even for a moment, and never half written. */
    private static void write(Path file, String text, String permissions) throws IOException {
        var attribute = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new", attribute);
        Files.writeString(draft, text);
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(permissions));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || name.matches("[0-9.]+");
    }

    private static String literal(String address) {
        return InetAddress.ofLiteral(address).getHostAddress();
    }
}
