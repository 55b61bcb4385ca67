package org.apache.derby.impl.services.reflect;

import java.lang.reflect.Member;
import org.apache.derby.iapi.services.loader.ClassFactory;
import org.apache.derby.iapi.services.loader.ClassInspector;
import org.apache.derby.shared.common.error.StandardException;

/**
 * Finds no method, constructor or field for SQL to call: functions, procedures (Derby's own for import, export, backup, jars and properties
 * included), table functions, user-defined aggregates and types all resolve through here. Thread-safe.
 */
final class ClosedInspector extends ClassInspector {
  /** SQLState of "the routine cannot be found", as Derby has it. */
  private static final String NO_METHOD = "42X50";

  ClosedInspector(ClassFactory factory) {
    super(factory);
  }

  static StandardException refused(String what) {
    return StandardException.newException(NO_METHOD, what, "SQL calls no Java here", "", "");
  }

  @Override
  public Member findPublicMethod(String className, String method, String[] types, String[] primitives, boolean[] parameters, boolean isStatic,
      boolean repeated, boolean variable) throws StandardException {
    throw refused(className + "." + method);
  }

  @Override
  public Member findPublicConstructor(String className, String[] types, String[] primitives, boolean[] parameters) throws StandardException {
    throw refused(className);
  }

  @Override
  public Member findPublicField(String className, String field, boolean isStatic) throws StandardException {
    throw refused(className + "." + field);
  }
}
