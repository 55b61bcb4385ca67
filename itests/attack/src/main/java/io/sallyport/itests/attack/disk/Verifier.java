package io.sallyport.itests.attack.disk;

import io.sallyport.itests.appliance.Program;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stand-alone verifier with its own copy of the vendor's root, as it is run on another machine. */
final class Verifier {
  private Verifier() {}

  static Result appliance(Project project, Path home, String... more) {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "appliance";
    arguments[1] = home.toString();
    arguments[2] = "--root";
    arguments[3] = project.built(".dev/root.json").toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Program.java(project.built("platform/boot/verify/target/sallyport-verify.jar"), arguments);
  }

  /** The code of the line that names a file; empty if none does. */
  static String code(Result result, String file) {
    Matcher line = Pattern.compile("(SP-[A-Z]+-\\d{4})[^\n]*" + Pattern.quote(file)).matcher(result.text());
    return line.find() ? line.group(1) : "";
  }
}
