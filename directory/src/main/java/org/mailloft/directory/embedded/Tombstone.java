package org.mailloft.directory.embedded;

import java.util.UUID;

/** What is remembered of a deleted entry, so that a returning client can be told. */
record Tombstone(UUID uuid, String csn) {}
