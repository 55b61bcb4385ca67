package io.sallyport.api.packaging;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import aQute.bnd.service.diff.Type;
import aQute.bnd.version.Version;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What has changed in the API since its baseline, by bnd's comparison.
 *
 * @param breaking what a plugin that was built before may miss, or would have to implement
 * @param added what a plugin may use from now on
 */
record Baseline(Set<String> breaking, Set<String> added) {
  static Baseline compare(Jar older, Jar newer) throws Exception {
    DiffPluginImpl differ = new DiffPluginImpl();
    Baseline found = new Baseline(new TreeSet<>(), new TreeSet<>());
    found.collect(differ.tree(newer).get("<api>").diff(differ.tree(older).get("<api>")), "");
    return found;
  }

  /** The least version that the changes ask for: below 1.0 breaking ones ask for another minor version, from 1.0 for another major one. */
  Version needed(Version older) {
    boolean stable = older.getMajor() > 0;
    if (!breaking.isEmpty()) {
      return stable ? new Version(older.getMajor() + 1, 0, 0) : new Version(0, older.getMinor() + 1, 0);
    }
    if (!added.isEmpty()) {
      return stable ? new Version(older.getMajor(), older.getMinor() + 1, 0) : new Version(0, older.getMinor(), older.getMicro() + 1);
    }
    return older;
  }

  private void collect(Diff diff, String path) {
    for (Diff child : diff.getChildren()) {
      String here = path + "/" + child.getName();
      boolean versioning = child.getType() == Type.VERSION || child.getType() == Type.ANNOTATED;
      if (versioning || child.getDelta() == Delta.UNCHANGED || child.getDelta() == Delta.IGNORED) {
        continue;
      }
      if (child.getDelta() == Delta.REMOVED) {
        breaking.add("gone: " + here);
      } else if (child.getDelta() == Delta.ADDED) {
        (mustBeImplemented(diff, child) ? breaking : added).add("new: " + here);
      } else {
        collect(child, here);
      }
    }
  }

  /** A plugin implements consumer types: it lacks what they begin to demand, and fields of any type cannot turn abstract, final or static. */
  private static boolean mustBeImplemented(Diff type, Diff member) {
    boolean demanded = member.getType() == Type.METHOD && member.get("abstract") != null && type.getNewer().get(ConsumerType.class.getName()) != null;
    return demanded || member.getType() == Type.ACCESS;
  }
}
