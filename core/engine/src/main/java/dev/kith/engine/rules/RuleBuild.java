package dev.kith.engine.rules;

import java.lang.ref.Cleaner;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.drools.modelcompiler.CanonicalKieModule;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.KieModule;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;
import org.kie.api.runtime.KieContainer;
import org.kie.internal.builder.InternalKieBuilder;

/**
 * Builds the three rule files and {@code crm.Contact} into one module with three rule bases. The only class that builds.
 *
 * <ol>
 *   <li>compile through the executable model, with the filtered class loader;
 *   <li>refuse a module that is not of that model: it would have no byte code to check;
 *   <li>check the byte code of every generated class, before any is loaded;
 *   <li>make the container.
 * </ol>
 */
final class RuleBuild {

    private static final AtomicLong VERSIONS = new AtomicLong();
    private static final KieServices KIE = KieServices.get();
    private static final Cleaner CLEANER = Cleaner.create();

    private final ReleaseId id = KIE.newReleaseId("dev.kith", "rules", "1." + VERSIONS.incrementAndGet());
    private final ClassLoader loader = new FilterLoader();
    private final List<ParsedFile> files;
    private final String contactSource;
    private final Problems problems;

    private RuleBuild(List<ParsedFile> files, String contactSource, Problems problems) {
        this.files = files;
        this.contactSource = contactSource;
        this.problems = problems;
    }

    /** The container; throws, and leaves nothing behind, when the rules can't be built or may not run. */
    static Built build(List<ParsedFile> files, String contactSource) {
        Problems problems = new Problems();
        readable(files, Charset.defaultCharset(), problems);
        if (!problems.none()) {
            throw new RuleSetException(problems.all());
        }
        RuleBuild build = new RuleBuild(files, contactSource, problems);
        try {
            return build.container(build.module());
        } catch (RuleSetException e) {
            build.remove();
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            // Rules are a text from outside: what the compiler makes of them may end in an Error, and must end here.
            build.remove();
            problems.add(
                    "",
                    0,
                    "The rules can't be compiled (" + e.getClass().getSimpleName()
                            + "). Take out the rule you changed last.");
            throw new RuleSetException(problems.all());
        }
    }

    /** Drools reads and writes texts in the character set of the host: another one would lose the Å of a rule unseen. */
    static void readable(List<ParsedFile> files, Charset ofHost, Problems problems) {
        if (ofHost.equals(StandardCharsets.UTF_8)) {
            return;
        }
        for (ParsedFile file : files) {
            SourceText source = file.source();
            source.firstBeyondAscii()
                    .ifPresent(place -> problems.add(
                            source.file(),
                            source.lineAt(place),
                            "The character " + Character.toString(source.text().codePointAt(place))
                                    + " would be lost, since this Java works with " + ofHost
                                    + ". Start it with -Dfile.encoding=UTF-8."));
        }
    }

    private InternalKieModule module() {
        KieBuilder builder = ((InternalKieBuilder) KIE.newKieBuilder(sources(), loader)).withKModuleModel(model());
        try {
            builder.buildAll(ExecutableModelProject.class);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // From here on the builder answers with a module of the other kind, without errors: never ask it again.
            new BuildMessages(files, problems).thrown(e);
            throw new RuleSetException(problems.all());
        }
        List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
        if (!errors.isEmpty()) {
            new BuildMessages(files, problems).add(errors);
            throw new RuleSetException(problems.all());
        }
        return checked(builder.getKieModule());
    }

    private InternalKieModule checked(KieModule module) {
        if (!(module instanceof CanonicalKieModule canonical)) {
            problems.add("", 0, "The rules could not be compiled to checkable code, so they are refused.");
            throw new RuleSetException(problems.all());
        }
        new ByteCodeCheck(canonical, files, problems).check();
        if (!problems.none()) {
            throw new RuleSetException(problems.all());
        }
        return canonical;
    }

    private KieFileSystem sources() {
        KieFileSystem sources = KIE.newKieFileSystem();
        sources.generateAndWritePomXML(id);
        sources.write("src/main/java/crm/Contact.java", contactSource);
        files.forEach(file -> sources.write(path(file), file.source().text()));
        return sources;
    }

    private static String path(ParsedFile file) {
        return "src/main/resources/" + file.packageName().replace('.', '/') + "/"
                + file.source().file();
    }

    private KieModuleModel model() {
        KieModuleModel model = KIE.newKieModuleModel();
        files.forEach(file -> model.newKieBaseModel(base(file.source().kind())).addPackage(file.packageName()));
        return model;
    }

    private static String base(RuleKind kind) {
        return kind.name();
    }

    private Built container(InternalKieModule module) {
        KieContainer container = KIE.newKieContainer(module.getReleaseId(), loader);
        try {
            Map<RuleKind, KieBase> bases = new EnumMap<>(RuleKind.class);
            files.forEach(file -> bases.put(
                    file.source().kind(),
                    container.getKieBase(base(file.source().kind()))));
            Class<?> contact = container.getClassLoader().loadClass(ContactSource.CLASS_NAME);
            return new Built(container, id, bases, contact);
        } catch (ClassNotFoundException e) {
            container.dispose();
            throw new IllegalStateException("The generated contact is missing", e);
        } catch (RuntimeException | Error e) {
            container.dispose();
            throw e;
        }
    }

    private void remove() {
        KIE.getRepository().removeKieModule(id);
    }

    /** What a build leaves. It goes when it is closed, or when nobody refers to it any more. */
    static final class Built implements AutoCloseable {
        private final Map<RuleKind, KieBase> bases;
        private final Class<?> contact;
        private final Cleaner.Cleanable rest;

        Built(KieContainer container, ReleaseId id, Map<RuleKind, KieBase> bases, Class<?> contact) {
            this.bases = bases;
            this.contact = contact;
            this.rest = CLEANER.register(this, removal(container, id));
        }

        /** Drools keeps every module until it is told not to. */
        private static Runnable removal(KieContainer container, ReleaseId id) {
            return () -> {
                container.dispose();
                KIE.getRepository().removeKieModule(id);
            };
        }

        Map<RuleKind, KieBase> bases() {
            return bases;
        }

        Class<?> contact() {
            return contact;
        }

        @Override
        public void close() {
            rest.clean();
        }
    }
}
