package org.mailloft.ucr.apply;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.mailloft.ucr.Layer;
import org.mailloft.ucr.SmallFile;

/**
 * A note that the last change left: what the layers' files were when it was through, and what was rendered from them. While
 * they are that, what is set next is all that differs, and values need not be compared with those of the generation. What
 * does more than to replace a layer begins by removing the note, and so does whoever finds a change half done: one that is
 * there and fits is that of the last change. A note that is damaged is as good as none, and so is one of files that somebody
 * has written since.
 */
final class InStep {

    private static final String CHANGE = "change ";
    private static final String END = "\n";

    private final State state;

    InStep(State state) {
        this.state = state;
    }

    /**
     * Whether nothing has happened since the last change.
     *
     * @param generation the one that counts now
     * @param sums of the layers' files now
     * @return the number of that change
     */
    Optional<Integer> since(int generation, Map<Layer, String> sums) {
        try {
            var text = new String(SmallFile.read(state.inStep()).orElse(new byte[0]), StandardCharsets.UTF_8);
            var expected = text(generation, sums);
            return text.startsWith(expected) && text.endsWith(END)
                    ? Optional.of(Integer.valueOf(text.substring(expected.length(), text.length() - END.length())))
                    : Optional.empty();
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** Not durable. */
    void write(int change, int generation, Map<Layer, String> sums) {
        try (var out = new FileOutputStream(state.inStep().toFile())) {
            out.write((text(generation, sums) + change + END).getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // the next change compares all values
        }
    }

    void forget() throws IOException {
        Files.deleteIfExists(state.inStep());
    }

    private static String text(int generation, Map<Layer, String> sums) {
        var text = new StringBuilder("generation ").append(generation).append('\n');
        sums.forEach((layer, sum) ->
                text.append(layer.wireName()).append(' ').append(sum).append('\n'));
        return text.append(CHANGE).toString();
    }
}
