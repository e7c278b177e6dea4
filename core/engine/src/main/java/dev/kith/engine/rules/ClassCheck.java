package dev.kith.engine.rules;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Hands the methods of one generated class to {@link MethodCheck}. */
final class ClassCheck extends ClassVisitor {

    private final GeneratedKind kind;
    private final Set<String> generated;
    private final Set<String> refused;
    private String name = "";

    ClassCheck(GeneratedKind kind, Set<String> generated, Set<String> refused) {
        super(Opcodes.ASM9);
        this.kind = kind;
        this.generated = generated;
        this.refused = refused;
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        this.name = name;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        if ((access & Opcodes.ACC_NATIVE) != 0) {
            refused.add("native code");
        }
        boolean bridge = (access & Opcodes.ACC_BRIDGE) != 0;
        return new MethodCheck(new AllowedUses(kind, name, method, bridge, generated), refused);
    }
}
