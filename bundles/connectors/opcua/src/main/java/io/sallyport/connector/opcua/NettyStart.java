package io.sallyport.connector.opcua;

import io.netty.util.concurrent.GlobalEventExecutor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;

/**
 * Initialises netty's {@code GlobalEventExecutor} with none of this bundle's classes on the stack. It keeps, for as long as netty
 * runs, an exception that records the stack of whoever touched it first: from here, that would hold this version's class loader
 * after it was replaced (seen in a heap dump).
 */
final class NettyStart {
  private NettyStart() {}

  static void initialise() {
    try {
      // reading its field, by a handle that is called from the JDK's own Runnable, initialises the class
      MethodHandle read = MethodHandles.publicLookup().findStaticGetter(GlobalEventExecutor.class, "INSTANCE", GlobalEventExecutor.class);
      Runnable load = MethodHandleProxies.asInterfaceInstance(Runnable.class, read);
      Thread thread = new Thread(load, LinkThreads.PREFIX + "-start");
      thread.setDaemon(true);
      thread.start();
      thread.join();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
