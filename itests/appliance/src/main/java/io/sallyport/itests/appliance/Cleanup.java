package io.sallyport.itests.appliance;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ends the processes and deletes the folders that are left when this JVM ends, whatever ended it short of kill -9. Thread-safe. */
final class Cleanup {
  private static final Set<Process> PROCESSES = ConcurrentHashMap.newKeySet();
  private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::run, "harness-cleanup"));
  }

  private Cleanup() {}

  static void process(Process process) {
    PROCESSES.add(process);
    process.onExit().thenAccept(PROCESSES::remove);
  }

  static void folder(Path folder) {
    FOLDERS.add(folder);
  }

  /** Leaves a process running and a folder in place after this JVM. */
  static void spare(Process process, Path folder) {
    PROCESSES.remove(process);
    FOLDERS.removeIf(folder::startsWith);
  }

  private static void run() {
    for (Process process : PROCESSES) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    PROCESSES.forEach(process -> process.onExit().join());
    FOLDERS.forEach(Cleanup::deleteQuietly);
  }

  private static void deleteQuietly(Path folder) {
    try {
      Folders.delete(folder);
    } catch (RuntimeException e) {
      System.err.println("not deleted: " + folder + ": " + e.getMessage());
    }
  }
}
