package org.mailloft.setup.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** The right to change the host, which one process has at a time: two at once would restart services below each other. */
public final class Turn implements AutoCloseable {

    private final FileChannel file;

    private Turn(FileChannel file) {
        this.file = file;
    }

    /**
     * Waits until nobody else has it.
     *
     * @param lock made if it is not there
     * @param news told when there is somebody to wait for
     */
    public static Turn await(Path lock, Consumer<String> news) throws IOException {
        var file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() == null) {
                news.accept("Waiting for another mailloft-setup to end.");
                file.lock();
            }
            return new Turn(file);
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
