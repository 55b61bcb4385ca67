package io.sallyport.compatibility;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Collects what a class file expects of other classes when it is linked and run. Annotations are not among it: the JVM ignores those it cannot find. */
final class UseReader extends ClassVisitor {
  /** A lambda, or a method reference, that the JVM makes an instance of an interface for. */
  record Lambda(String type, String method, String user) {}

  private final Predicate<String> interesting;
  private final Set<Use> uses = new LinkedHashSet<>();
  private final Set<Lambda> lambdas = new LinkedHashSet<>();
  private String self = "";

  /** @param interesting which classes' uses to collect, by internal name */
  UseReader(Predicate<String> interesting) {
    super(Opcodes.ASM9);
    this.interesting = interesting;
  }

  /** @throws RuntimeException of many kinds if the bytes are no class file */
  void read(byte[] classFile) {
    new ClassReader(classFile).accept(this, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  Set<Use> uses() {
    return uses;
  }

  Set<Lambda> lambdas() {
    return lambdas;
  }

  @Override
  public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
    self = name;
    if (parent != null) {
      add(Use.Kind.EXTEND, parent, "");
    }
    for (String implemented : interfaces) {
      add(Use.Kind.IMPLEMENT, implemented, "");
    }
  }

  @Override
  public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
    return new Code();
  }

  private void add(Use.Kind kind, String owner, String member) {
    String type = owner.startsWith("[") ? element(Type.getObjectType(owner)) : owner;
    if (interesting.test(type)) {
      uses.add(owner.startsWith("[") ? new Use(Use.Kind.TYPE, type, "", self) : new Use(kind, type, member, self));
    }
  }

  private static String element(Type array) {
    return array.getElementType().getSort() == Type.OBJECT ? array.getElementType().getInternalName() : "";
  }

  private void constant(Object value) {
    if (value instanceof Type type && type.getSort() == Type.OBJECT) {
      add(Use.Kind.TYPE, type.getInternalName(), "");
    } else if (value instanceof Type type && type.getSort() == Type.ARRAY) {
      add(Use.Kind.TYPE, type.getInternalName(), "");
    } else if (value instanceof Handle handle) {
      handle(handle);
    }
  }

  private void handle(Handle handle) {
    String method = handle.getName() + handle.getDesc();
    String field = handle.getName() + ":" + handle.getDesc();
    switch (handle.getTag()) {
      case Opcodes.H_GETFIELD -> add(Use.Kind.READ, handle.getOwner(), field);
      case Opcodes.H_PUTFIELD -> add(Use.Kind.WRITE, handle.getOwner(), field);
      case Opcodes.H_GETSTATIC -> add(Use.Kind.READ_STATIC, handle.getOwner(), field);
      case Opcodes.H_PUTSTATIC -> add(Use.Kind.WRITE_STATIC, handle.getOwner(), field);
      case Opcodes.H_INVOKESTATIC -> add(handle.isInterface() ? Use.Kind.CALL_STATIC_INTERFACE : Use.Kind.CALL_STATIC, handle.getOwner(), method);
      default -> {
        if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
          add(Use.Kind.INSTANTIATE, handle.getOwner(), "");
        }
        add(handle.isInterface() ? Use.Kind.CALL_INTERFACE : Use.Kind.CALL, handle.getOwner(), method);
      }
    }
  }

  /** The instructions of one method. */
  private final class Code extends MethodVisitor {
    Code() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      add(opcode == Opcodes.NEW ? Use.Kind.INSTANTIATE : Use.Kind.TYPE, type, "");
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      Use.Kind kind = switch (opcode) {
        case Opcodes.GETFIELD -> Use.Kind.READ;
        case Opcodes.PUTFIELD -> Use.Kind.WRITE;
        case Opcodes.GETSTATIC -> Use.Kind.READ_STATIC;
        default -> Use.Kind.WRITE_STATIC;
      };
      add(kind, owner, name + ":" + descriptor);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
      Use.Kind kind = opcode == Opcodes.INVOKESTATIC
          ? isInterface ? Use.Kind.CALL_STATIC_INTERFACE : Use.Kind.CALL_STATIC
          : isInterface ? Use.Kind.CALL_INTERFACE : Use.Kind.CALL;
      add(kind, owner, name + descriptor);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
      for (Object argument : arguments) {
        constant(argument);
      }
      if (bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory") && arguments.length > 0 && arguments[0] instanceof Type method) {
        String made = Type.getReturnType(descriptor).getInternalName();
        if (interesting.test(made)) {
          add(Use.Kind.IMPLEMENT, made, "");
          lambdas.add(new Lambda(made, name + method.getDescriptor(), self));
        }
      }
    }

    @Override
    public void visitLdcInsn(Object value) {
      constant(value);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
      add(Use.Kind.TYPE, descriptor, "");
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      if (type != null) {
        add(Use.Kind.TYPE, type, "");
      }
    }
  }
}
