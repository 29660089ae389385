package org.mailloft.ucr;

import java.util.Optional;

/**
 * What a change of the registry came to for one key.
 *
 * @param layer the layer that was written
 * @param key the key
 * @param layerBefore value in that layer before
 * @param layerAfter value in that layer now
 * @param before effective value before, over all layers
 * @param after effective value now
 * @param hiddenBy a stronger layer that has the key, so that the change does not show
 */
public record Change(
        Layer layer,
        String key,
        Optional<String> layerBefore,
        Optional<String> layerAfter,
        Optional<String> before,
        Optional<String> after,
        Optional<Layer> hiddenBy) {

    /** Whether anybody who reads the registry can see a difference. */
    public boolean isEffective() {
        return !before.equals(after);
    }
}
