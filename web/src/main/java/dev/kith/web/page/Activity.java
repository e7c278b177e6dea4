package dev.kith.web.page;

/**
 * The part of an integration's page that changes: buttons, progress, runs.
 *
 * @param note what became of the last click, or empty
 * @param older path to earlier runs, or empty
 */
public record Activity(IntegrationView integration, String note, String older) {}
