package io.sallyport.compatibility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Classes by internal name, with those of the JDK that runs this below them. Not thread-safe. */
final class Types {
  private final Map<String, TypeShape> known;
  private final Map<String, Optional<TypeShape>> jdk = new HashMap<>();

  /** @param known by internal name; consulted before the JDK */
  Types(Map<String, TypeShape> known) {
    this.known = known;
  }

  /** The same with more classes. */
  Types with(Map<String, TypeShape> more) {
    Map<String, TypeShape> both = new HashMap<>(more);
    both.putAll(known);
    return new Types(both);
  }

  Optional<TypeShape> find(String name) {
    TypeShape shape = known.get(name);
    return shape != null ? Optional.of(shape) : name.startsWith("java/") ? jdk.computeIfAbsent(name, Types::ofJdk) : Optional.empty();
  }

  /** The flags of a method where a call of it arrives: the class itself, its parents, its interfaces (JVMS 5.4.3.3). */
  Optional<Integer> method(TypeShape owner, String signature) {
    for (TypeShape type : hierarchy(owner)) {
      Integer flags = type.methods().get(signature);
      if (flags != null) {
        return Optional.of(flags);
      }
    }
    return Optional.empty();
  }

  /** The flags of a field, looked for the same way. */
  Optional<Integer> field(TypeShape owner, String nameAndType) {
    for (TypeShape type : hierarchy(owner)) {
      Integer flags = type.fields().get(nameAndType);
      if (flags != null) {
        return Optional.of(flags);
      }
    }
    return Optional.empty();
  }

  /** A type, its parents up to the root, then all interfaces, each once. */
  Set<TypeShape> hierarchy(TypeShape type) {
    Set<TypeShape> found = new LinkedHashSet<>();
    for (Optional<TypeShape> next = Optional.of(type); next.isPresent(); next = find(next.get().parent())) {
      found.add(next.get());
    }
    Set.copyOf(found).forEach(ancestor -> interfaces(ancestor, found));
    if (type.isInterface()) {
      find("java/lang/Object").ifPresent(found::add);
    }
    return found;
  }

  private void interfaces(TypeShape type, Set<TypeShape> found) {
    for (String name : type.interfaces()) {
      find(name).filter(found::add).ifPresent(parent -> interfaces(parent, found));
    }
  }

  private static Optional<TypeShape> ofJdk(String name) {
    try (InputStream in = Object.class.getResourceAsStream("/" + name + ".class")) {
      return in == null ? Optional.empty() : Optional.of(TypeShape.read(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
