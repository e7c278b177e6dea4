package com.fasterxml.jackson.core;

/** The plugin's own edition of a class that the host has as well. */
public class Version {
    public static String edition() {
        return "the plugin's";
    }
}
