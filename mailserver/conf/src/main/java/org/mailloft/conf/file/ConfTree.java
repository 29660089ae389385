package org.mailloft.conf.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailloft.conf.ConfException;
import org.mailloft.conf.Filter;
import org.mailloft.conf.catalogue.Catalogue;

/**
 * A configuration as it was written: syntax and types are right, the whole is not checked yet.
 *
 * @param path of the main file, as given
 * @param blocks the global one first, then in order of appearance
 * @param warnings in order of appearance
 * @param unclosed the error about a section that is open at the end, if there is one
 */
public record ConfTree(String path, List<FilterBlock> blocks, List<String> warnings, Optional<ConfException> unclosed) {

    public ConfTree {
        blocks = List.copyOf(blocks);
        warnings = List.copyOf(warnings);
    }

    /**
     * The settings that answer this question: the most specific block wins.
     *
     * @throws ConfException if two blocks, neither of which is more specific, set the same
     */
    public SectionView view(Filter question) {
        List<FilterBlock> matching = new ArrayList<>(blocks.stream()
                .filter(block -> block.filter().matches(question))
                .toList());
        matching.sort((a, b) -> a.filter().compareSpecificity(b.filter()));
        var view = new SectionView(
                Catalogue.top(),
                "",
                matching.stream().map(FilterBlock::top).toList(),
                Optional.of(DefaultServices.top()));
        for (int i = 1; i < matching.size(); i++) {
            checkConflict(matching, i);
        }
        return view;
    }

    /** The blocks that {@code doveconf -f} prints for this question, least specific first; without the global one. */
    public List<FilterBlock> blocksFor(Filter question) {
        Comparator<FilterBlock> generalFirst = (a, b) -> -a.filter().compareSpecificity(b.filter());
        return blocks.stream()
                .skip(1)
                .filter(block -> isAskedFor(block.filter(), question))
                .sorted(generalFirst)
                .toList();
    }

    private static boolean isAskedFor(Filter block, Filter question) {
        var relevant = new Filter(
                question.protocol().isPresent() ? block.protocol() : Optional.empty(),
                question.localName().isPresent() ? block.localName() : Optional.empty(),
                question.local().isPresent() ? block.local() : Optional.empty(),
                question.remote().isPresent() ? block.remote() : Optional.empty());
        return relevant.matches(question);
    }

    /** A block must not set what a block before it set, unless that one is a special case of it. */
    private void checkConflict(List<FilterBlock> matching, int index) {
        FilterBlock block = matching.get(index);
        if (matching.get(index - 1).filter().isAtLeastAsSpecificAs(block.filter())) {
            return;
        }
        for (String name : block.top().values().keySet()) {
            for (FilterBlock earlier : matching.subList(0, index)) {
                if (earlier.top().value(name).isPresent()) {
                    throw ConfException.in(
                            path, "Conflict in setting " + name + " found from filter at " + block.origin());
                }
            }
        }
    }
}
