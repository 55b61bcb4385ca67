package io.sallyport.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A disk that the test can fill: whoever creates, opens for writing or writes then gets "No space left on device"; reading, renaming and
 * deleting go on. What leaves the NIO API ({@link Path#toFile()}) and file channels that were open before do not notice. Thread-safe.
 */
public final class SmallDisk {
  private final SmallDiskFiles files;
  private volatile boolean full;

  SmallDisk(Path real) {
    this.files = new SmallDiskFiles(this, real.getFileSystem());
  }

  /** From now on nothing more fits. */
  public void fill() {
    full = true;
  }

  /** There is room again. */
  public void free() {
    full = false;
  }

  /** @throws FileSystemException if nothing more fits */
  void take(Path where) throws FileSystemException {
    if (full) {
      throw new FileSystemException(where.toString(), null, "No space left on device");
    }
  }

  /** The same path, on this disk. */
  Path wrap(Path real) {
    return real == null ? null : (Path) Proxy.newProxyInstance(SmallDisk.class.getClassLoader(), new Class<?>[] {Path.class}, new Wrapped(real));
  }

  /** The path of the real file system. */
  static Path real(Path path) {
    return Proxy.isProxyClass(path.getClass()) && Proxy.getInvocationHandler(path) instanceof Wrapped wrapped ? wrapped.real : path;
  }

  /** Passes all to the real path; paths that come back are on this disk too. */
  private final class Wrapped implements InvocationHandler {
    private final Path real;

    Wrapped(Path real) {
      this.real = real;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("getFileSystem")) {
        return files;
      }
      Object[] plain = arguments == null ? new Object[0] : arguments.clone();
      for (int i = 0; i < plain.length; i++) {
        plain[i] = plain[i] instanceof Path path ? real(path) : plain[i];
      }
      try {
        Object result = method.invoke(real, plain);
        return result instanceof Path path ? wrap(path) : result;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
