package io.sallyport.compatibility;

import io.sallyport.compatibility.Use.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Whether the code of one package links with a plugin API (JVMS 5.4): everything it uses is there, with the shape that it was compiled for. One use. */
final class Linkage {
  /** What is wrong, and in which class it shows first. */
  record Problem(String code, String what, String user) {}

  private final Types api;
  private final Types all;
  private final PackageCode code;
  private final Map<String, Problem> problems = new LinkedHashMap<>();

  Linkage(Types api, PackageCode code) {
    this.api = api;
    this.code = code;
    this.all = api.with(code.own());
  }

  /** Problems, each once, by what they say. */
  Iterable<Problem> check() {
    code.uses().forEach(this::use);
    new TreeMap<>(code.own()).values().forEach(this::implementation);
    code.lambdas().forEach(this::lambda);
    return problems.values();
  }

  private void use(Use use) {
    Optional<TypeShape> found = api.find(use.owner());
    if (found.isEmpty() || !found.get().is(Opcodes.ACC_PUBLIC)) {
      add("SP-COMPAT-0003", (found.isEmpty() ? "the type " : "the type is not public any more: ") + dotted(use.owner()) + (found.isEmpty() ? " is gone" : ""), use.user());
      return;
    }
    TypeShape owner = found.get();
    switch (use.kind()) {
      case TYPE -> { }
      case INSTANTIATE -> require(!owner.is(Opcodes.ACC_ABSTRACT), "cannot be instantiated any more: " + dotted(owner.name()), use);
      case EXTEND -> {
        require(!owner.is(Opcodes.ACC_FINAL), "cannot be extended any more: " + dotted(owner.name()), use);
        require(!owner.isInterface(), "has become an interface: " + dotted(owner.name()), use);
        sealed(owner, use);
      }
      case IMPLEMENT -> {
        require(owner.isInterface(), "is an interface no more: " + dotted(owner.name()), use);
        sealed(owner, use);
      }
      case CALL, CALL_STATIC, CALL_INTERFACE, CALL_STATIC_INTERFACE -> call(owner, use);
      case READ, READ_STATIC, WRITE, WRITE_STATIC -> field(owner, use);
    }
  }

  private void sealed(TypeShape owner, Use use) {
    require(owner.permitted().isEmpty() || owner.permitted().contains(use.user()), "is sealed now: " + dotted(owner.name()), use);
  }

  private void call(TypeShape owner, Use use) {
    Optional<Integer> flags = all.method(owner, use.member());
    if (flags.isEmpty() || !reachable(flags.get())) {
      add("SP-COMPAT-0004", "the method " + method(use) + " is gone", use.user());
      return;
    }
    boolean viaInterface = use.kind() == Kind.CALL_INTERFACE || use.kind() == Kind.CALL_STATIC_INTERFACE;
    boolean viaClass = use.kind() == Kind.CALL_STATIC || use.kind() == Kind.CALL_STATIC_INTERFACE;
    require(owner.isInterface() == viaInterface, "a class has become an interface, or the other way round: " + dotted(owner.name()), use);
    require(((flags.get() & Opcodes.ACC_STATIC) != 0) == viaClass, "is static now, or is so no more: " + method(use), use);
  }

  private void field(TypeShape owner, Use use) {
    Optional<Integer> flags = all.field(owner, use.member());
    String name = dotted(owner.name()) + "." + use.member().substring(0, use.member().indexOf(':'));
    if (flags.isEmpty() || !reachable(flags.get())) {
      add("SP-COMPAT-0005", "the field " + name + " is gone, or has another type", use.user());
      return;
    }
    boolean viaClass = use.kind() == Kind.READ_STATIC || use.kind() == Kind.WRITE_STATIC;
    require(((flags.get() & Opcodes.ACC_STATIC) != 0) == viaClass, "is static now, or is so no more: " + name, use);
    if (use.kind() == Kind.WRITE || use.kind() == Kind.WRITE_STATIC) {
      require((flags.get() & Opcodes.ACC_FINAL) == 0, "is final now: " + name, use);
    }
  }

  /** A class that can be instantiated has every method that the plugin API's interfaces above it leave abstract. */
  private void implementation(TypeShape type) {
    if (type.is(Opcodes.ACC_ABSTRACT)) {
      return;
    }
    Set<TypeShape> above = all.hierarchy(type);
    for (TypeShape ancestor : above) {
      if (code.own().containsKey(ancestor.name()) || api.find(ancestor.name()).isEmpty() || ancestor.name().startsWith("java/")) {
        continue;
      }
      abstractMethods(ancestor).filter(signature -> !implemented(type, signature)).forEach(signature -> missing(ancestor, signature, type.name()));
    }
  }

  private boolean implemented(TypeShape type, String signature) {
    return all.hierarchy(type).stream().map(candidate -> candidate.methods().get(signature)).anyMatch(flags -> flags != null && (flags & Opcodes.ACC_ABSTRACT) == 0);
  }

  private void lambda(UseReader.Lambda lambda) {
    api.find(lambda.type()).ifPresent(type -> all.hierarchy(type).stream().filter(ancestor -> !ancestor.name().startsWith("java/"))
        .forEach(ancestor -> abstractMethods(ancestor).filter(signature -> !signature.equals(lambda.method()) && !implemented(type, signature))
            .forEach(signature -> missing(ancestor, signature, lambda.user()))));
  }

  private void missing(TypeShape type, String signature, String user) {
    add("SP-COMPAT-0007", dotted(type.name()) + " asks for the method " + readable(signature) + ", which the package does not have", user);
  }

  private static Stream<String> abstractMethods(TypeShape type) {
    Map<String, Integer> methods = new HashMap<>(type.methods());
    methods.values().removeIf(flags -> (flags & Opcodes.ACC_ABSTRACT) == 0);
    return methods.keySet().stream().sorted();
  }

  private void require(boolean holds, String what, Use use) {
    if (!holds) {
      add("SP-COMPAT-0006", what, use.user());
    }
  }

  private void add(String code, String what, String user) {
    problems.putIfAbsent(what, new Problem(code, what, dotted(user)));
  }

  private static boolean reachable(int flags) {
    return (flags & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
  }

  private static String method(Use use) {
    return dotted(use.owner()) + "." + readable(use.member());
  }

  /** {@code raise(Insight)} for {@code raise(Lio/sallyport/api/insight/Insight;)V}; with the result's type, since that is part of what is looked for. */
  private static String readable(String signature) {
    int bracket = signature.indexOf('(');
    Type type = Type.getMethodType(signature.substring(bracket));
    StringBuilder text = new StringBuilder(signature.substring(0, bracket)).append('(');
    for (Type argument : type.getArgumentTypes()) {
      text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ").append(simple(argument));
    }
    return text.append("): ").append(simple(type.getReturnType())).toString();
  }

  private static String simple(Type type) {
    String name = type.getClassName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }
}
