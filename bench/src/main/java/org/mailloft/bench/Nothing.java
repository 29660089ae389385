package org.mailloft.bench;

/** The program that every command is compared with. */
final class Nothing {

    private Nothing() {}

    public static void main(String[] args) {}
}
