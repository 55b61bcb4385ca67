package io.sallyport.compatibility;

/**
 * One thing that a package's code expects of a class that is not its own.
 *
 * @param kind what it does with it
 * @param owner internal name of the class
 * @param member name and descriptor of a method, {@code name:descriptor} of a field, empty for the class itself
 * @param user internal name of the class that expects it
 */
record Use(Kind kind, String owner, String member, String user) {
  /** What is done. {@code CALL_INTERFACE} and {@code CALL} differ in the kind of the owner, the {@code STATIC} ones in the member's. */
  enum Kind { TYPE, INSTANTIATE, EXTEND, IMPLEMENT, CALL, CALL_INTERFACE, CALL_STATIC, CALL_STATIC_INTERFACE, READ, WRITE, READ_STATIC, WRITE_STATIC }
}
