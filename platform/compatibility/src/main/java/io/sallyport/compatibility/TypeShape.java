package io.sallyport.compatibility;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What linkage asks of a class: its place in the hierarchy and its members. Names are internal ones, with slashes.
 *
 * @param access flags of the class file
 * @param parent empty for {@code java/lang/Object}
 * @param permitted who alone may extend it; empty unless it is sealed
 * @param methods access flags by name and descriptor, such as {@code raise(Lio/sallyport/api/insight/Insight;)V}
 * @param fields access flags by name, a colon and the descriptor
 */
record TypeShape(String name, int access, String parent, List<String> interfaces, Set<String> permitted, Map<String, Integer> methods, Map<String, Integer> fields) {
  /** @throws RuntimeException of many kinds if the bytes are no class file */
  static TypeShape read(byte[] classFile) {
    Reader reader = new Reader();
    new ClassReader(classFile).accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return new TypeShape(reader.name, reader.access, reader.parent, reader.interfaces, reader.permitted, reader.methods, reader.fields);
  }

  boolean is(int flag) {
    return (access & flag) != 0;
  }

  boolean isInterface() {
    return is(Opcodes.ACC_INTERFACE);
  }

  private static final class Reader extends ClassVisitor {
    private final Map<String, Integer> methods = new HashMap<>();
    private final Map<String, Integer> fields = new HashMap<>();
    private final Set<String> permitted = new HashSet<>();
    private String name = "";
    private int access;
    private String parent = "";
    private List<String> interfaces = List.of();

    Reader() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(int version, int flags, String type, String signature, String superType, String[] superInterfaces) {
      name = type;
      access = flags;
      parent = superType == null ? "" : superType;
      interfaces = superInterfaces == null ? List.of() : List.of(superInterfaces);
    }

    @Override
    public void visitPermittedSubclass(String type) {
      permitted.add(type);
    }

    @Override
    public MethodVisitor visitMethod(int flags, String method, String descriptor, String signature, String[] exceptions) {
      methods.put(method + descriptor, flags);
      return null;
    }

    @Override
    public FieldVisitor visitField(int flags, String field, String descriptor, String signature, Object value) {
      fields.put(field + ":" + descriptor, flags);
      return null;
    }
  }
}
