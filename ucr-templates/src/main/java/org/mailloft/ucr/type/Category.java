package org.mailloft.ucr.type;

/**
 * A group of variables for people who look for one.
 *
 * @param name as {@code Categories} of a description and {@code ucr search --category} name it
 * @param english title
 * @param german title
 * @param icon name of a picture; empty when there is none
 */
public record Category(String name, String english, String german, String icon) {}
