package org.mailloft.storage.acl;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Some rights. Immutable.
 *
 * @param known those that mean something here
 * @param others long names of rights that other programs know; kept, and otherwise without effect
 */
public record Rights(Set<Right> known, Set<String> others) {

    public static final Rights NONE = new Rights(Set.of(), Set.of());
    public static final Rights ALL = of(Right.values());

    private static final Set<Right> OLD_CREATE = EnumSet.of(Right.CREATE, Right.DELETE);
    private static final Set<Right> OLD_DELETE = EnumSet.of(Right.EXPUNGE, Right.WRITE_DELETED);

    public Rights {
        var rights = EnumSet.noneOf(Right.class);
        rights.addAll(known);
        known = Collections.unmodifiableSet(rights);
        others = Collections.unmodifiableSet(new TreeSet<>(others));
    }

    public static Rights of(Right... rights) {
        return new Rights(Set.copyOf(Arrays.asList(rights)), Set.of());
    }

    /**
     * Reads letters, with {@code c} and {@code d} of RFC 2086 for the rights that took their place.
     *
     * @throws BadAcl with the letter that is none
     */
    public static Rights ofLetters(String letters) {
        var rights = EnumSet.noneOf(Right.class);
        for (char letter : letters.toCharArray()) {
            switch (letter) {
                case 'c' -> rights.addAll(OLD_CREATE);
                case 'd' -> rights.addAll(OLD_DELETE);
                default -> rights.add(Right.of(letter).orElseThrow(() -> new BadAcl("Unknown ACL '" + letter + "'")));
            }
        }
        return new Rights(rights, Set.of());
    }

    public boolean has(Right right) {
        return known.contains(right);
    }

    public boolean isEmpty() {
        return known.isEmpty() && others.isEmpty();
    }

    public Rights plus(Rights more) {
        return new Rights(union(known, more.known), union(others, more.others));
    }

    public Rights minus(Rights less) {
        var rights = new TreeSet<>(known);
        rights.removeAll(less.known);
        var names = new TreeSet<>(others);
        names.removeAll(less.others);
        return new Rights(rights, names);
    }

    private static <T> Set<T> union(Set<T> some, Set<T> more) {
        var all = new TreeSet<>(some);
        all.addAll(more);
        return all;
    }

    /** In IMAP's order. */
    public String letters() {
        return known.stream().map(right -> "" + right.letter()).collect(Collectors.joining());
    }

    /** Letters in the order of the long names, as files and GETACL have them. */
    public String lettersByName() {
        return known.stream()
                .sorted(Comparator.comparing(Right::longName))
                .map(right -> "" + right.letter())
                .collect(Collectors.joining());
    }

    /** The letters of RFC 2086 that RFC 4314 section 2.1.1 wants told beside these, for clients that know only those. */
    public String oldLetters() {
        return (Collections.disjoint(known, OLD_CREATE) ? "" : "c")
                + (Collections.disjoint(known, OLD_DELETE) ? "" : "d");
    }

    /** Long names in alphabetical order. */
    public List<String> longNames() {
        var names = new TreeSet<>(others);
        known.forEach(right -> names.add(right.longName()));
        return List.copyOf(names);
    }
}
