package org.mailloft.storage.acl;

/** Watches how rights are worked out, to tell it afterwards. {@link Acl#of(Accessor, Rights, Witness)} decides the same for all. */
interface Witness {

    /** Nobody watches. */
    Witness NONE = new Witness() {
        @Override
        public void passedOver(AclEntry entry) {}

        @Override
        public void exempt(AclEntry entry) {}

        @Override
        public void counts(AclEntry entry, boolean replacesGranted, boolean replacesDenied) {}
    };

    /** The entry is about others. */
    void passedOver(AclEntry entry);

    /** The entry is about him, and takes nothing from an owner. */
    void exempt(AclEntry entry);

    /**
     * The entry is about him and counts.
     *
     * @param replacesGranted whether what entries before it granted is void
     * @param replacesDenied whether what entries before it denied is void
     */
    void counts(AclEntry entry, boolean replacesGranted, boolean replacesDenied);
}
