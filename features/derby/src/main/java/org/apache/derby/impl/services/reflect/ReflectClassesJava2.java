package org.apache.derby.impl.services.reflect;

import java.util.Properties;
import java.util.Set;
import org.apache.derby.iapi.services.loader.ClassInspector;
import org.apache.derby.iapi.util.ByteArray;
import org.apache.derby.shared.common.error.StandardException;

/**
 * Takes the place of Derby's class of this name (10.16.1.1), which is left out of this bundle: every class and method that a database names
 * is resolved here, and what its pages name is not believed (ADR 0041). Whoever can write to the pages could otherwise have any static
 * method run as a function, a trigger or a view, load classes from a jar that lies in the database, or have byte code run that is stored
 * beside a statement.
 *
 * <p>Module configuration, {@code service.properties} of a database included, can name this class and no other class factory: there is none.
 */
public class ReflectClassesJava2 extends DatabaseClasses {
  /** Stored statements carry byte code in {@code SYS.SYSSTATEMENTS}. */
  private static final String STORED = "org.apache.derby.impl.sql.GenericStorablePreparedStatement";
  /** Java types of SQL values, by which the compiler types columns and parameters. */
  private static final Set<String> VALUE_TYPES = Set.of("java.lang.Object", "java.lang.String", "java.lang.Boolean", "java.lang.Short",
      "java.lang.Integer", "java.lang.Long", "java.lang.Float", "java.lang.Double", "java.lang.Number", "java.math.BigDecimal", "java.sql.Date",
      "java.sql.Time", "java.sql.Timestamp", "java.sql.Blob", "java.sql.Clob", "java.sql.Ref", "java.sql.ResultSet");
  private static final String GENERATED_PACKAGE = "org.apache.derby.exe.";
  /** What statements without code of their own use, such as CREATE TABLE; part of Derby. */
  private static final String WITHOUT_CODE = "org.apache.derby.impl.sql.execute.ConstantActionActivation";

  private final ClassInspector inspector = new ClosedInspector(this);

  /** Not Derby's own: that one opens the jars that the database names as its class path. */
  @Override
  public void boot(boolean create, Properties properties) {
    // Nothing of the database decides what is loaded.
  }

  @Override
  public void stop() {
    // Nothing is open.
  }

  @Override
  public ClassInspector getClassInspector() {
    return inspector;
  }

  /** @throws StandardException always: there is no class path in a database here */
  @Override
  public void notifyModifyJar(boolean reload) throws StandardException {
    throw ClosedInspector.refused("jar in the database");
  }

  /** @throws StandardException always: there is no class path in a database here */
  @Override
  public void notifyModifyClasspath(String classpath) throws StandardException {
    throw ClosedInspector.refused("derby.database.classpath");
  }

  /** Never changes: nothing is reloaded. */
  @Override
  public int getClassLoaderVersion() {
    return -1;
  }

  @Override
  public boolean isApplicationClass(Class applicationClass) {
    return false;
  }

  @Override
  Class loadClassNotInDatabaseJar(String className) throws ClassNotFoundException {
    if (!VALUE_TYPES.contains(className)) {
      throw new ClassNotFoundException(className + ": a database names no classes here");
    }
    return Class.forName(className);
  }

  /** Byte code of the statement that has just been compiled; never what a page holds. */
  @Override
  LoadedGeneratedClass loadGeneratedClassFromData(String name, ByteArray code) {
    if (name.equals(WITHOUT_CODE)) {
      return new ReflectGeneratedClass(this, activation());
    }
    boolean stored = StackWalker.getInstance().walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(STORED)));
    if (stored || code == null || !name.startsWith(GENERATED_PACKAGE)) {
      throw new NoClassDefFoundError(name + ": byte code that is stored in a database does not run here");
    }
    return new ReflectLoaderJava2(getClass().getClassLoader(), this).loadGeneratedClass(name, code);
  }

  /** Not public in Derby. */
  private static Class<?> activation() {
    try {
      return Class.forName(WITHOUT_CODE);
    } catch (ClassNotFoundException e) {
      throw new NoClassDefFoundError(WITHOUT_CODE);
    }
  }
}
