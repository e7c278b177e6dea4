package dev.kith.web.command;

import picocli.CommandLine.IVersionProvider;

/** The version of the JAR that runs. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"Kith " + (version == null ? "(not packaged)" : version)};
    }
}
