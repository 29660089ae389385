/**
 * Whole or not at all: carries one change of the registry through checks, rendering, the services' own checks, the swap
 * of all files and the reloads, and back when any of it fails. Start reading at {@code Applier}; the walk is in
 * {@code docs/decisions/0100-registry-pipeline.md}.
 *
 * <p>A change that concerns no package leaves the walk after its first steps ({@code Walk.carryOutAlone}); that it does is
 * known from {@code Index} and {@code InStep} (decisions 0103 and 0221).
 */
package org.mailloft.ucr.apply;
