package org.mailloft.manual;

import java.util.List;

/** A piece of text. In it {@code `this`} is what is typed, and {@code <this>} stands for something else. */
sealed interface Block {

    record Paragraph(String text) implements Block {}

    /** A word and what is to be said about it. */
    record Item(String term, String text) implements Block {}

    /** Lines as they are typed or printed. */
    record Example(List<String> lines) implements Block {}
}
