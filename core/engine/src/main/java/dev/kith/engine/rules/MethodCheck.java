package dev.kith.engine.rules;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Walks through one generated method: every use must be on the list; no loops, large arrays or handlers. */
final class MethodCheck extends MethodVisitor {

    private static final int LONGEST_ARRAY = 1_024;

    private final AllowedUses allowed;
    private final Set<String> refused;
    private final Set<Label> passed = new HashSet<>();
    private int lastNumber = -1;

    MethodCheck(AllowedUses allowed, Set<String> refused) {
        super(Opcodes.ASM9);
        this.allowed = allowed;
        this.refused = refused;
    }

    private void use(String owner, String member) {
        if (!allowed.use(owner, member)) {
            refused.add(owner.replace('/', '.') + "." + member);
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean itf) {
        use(owner, name);
        lastNumber = -1;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        use(owner, name);
        lastNumber = -1;
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        use(bootstrap.getOwner(), bootstrap.getName());
        for (Object argument : arguments) {
            if (argument instanceof Handle handle) {
                use(handle.getOwner(), handle.getName());
            }
        }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        if (opcode == Opcodes.NEW) {
            use(type, "<init>");
        }
        if (opcode == Opcodes.ANEWARRAY && (lastNumber < 0 || lastNumber > LONGEST_ARRAY)) {
            refusedInUserCode("an array");
        }
        lastNumber = -1;
    }

    @Override
    public void visitInsn(int opcode) {
        boolean number = opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5;
        lastNumber = number ? opcode - Opcodes.ICONST_0 : -1;
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        if (opcode == Opcodes.NEWARRAY) {
            refusedInUserCode("an array");
        }
        lastNumber = opcode == Opcodes.BIPUSH || opcode == Opcodes.SIPUSH ? operand : -1;
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        lastNumber = -1;
    }

    @Override
    public void visitLdcInsn(Object value) {
        if (value instanceof Handle || value instanceof ConstantDynamic) {
            refused.add("a reference to code");
        }
        lastNumber = -1;
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        lastNumber = -1;
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        refused.add("an array");
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        refusedInUserCode("switch");
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        refusedInUserCode("switch");
    }

    @Override
    public void visitLabel(Label label) {
        passed.add(label);
        lastNumber = -1;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        if (passed.contains(label)) {
            refused.add("a loop");
        }
        lastNumber = -1;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
        refusedInUserCode("try");
    }

    private void refusedInUserCode(String what) {
        if (!allowed.writtenByCompiler()) {
            refused.add(what);
        }
    }
}
