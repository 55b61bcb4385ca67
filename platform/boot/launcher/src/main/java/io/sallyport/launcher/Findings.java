package io.sallyport.launcher;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;

/** Refusals of the launcher. */
final class Findings {
  static final String REINSTALL = "install the distribution again from the vendor's medium";

  private Findings() {}

  static RefusedException refuse(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }

  static Refusal changed(String file) {
    return new Refusal("SP-LAUNCH-0003", "a file differs from the signed inventory", file, REINSTALL);
  }

  static Refusal missing(String file) {
    return new Refusal("SP-LAUNCH-0004", "a file of the signed inventory is missing", file, REINSTALL);
  }

  static Refusal extra(String file) {
    return new Refusal("SP-LAUNCH-0005", "a file that is not in the signed inventory", file, "remove it and find out who put it there");
  }

  static Refusal open(String file) {
    return new Refusal("SP-LAUNCH-0007", "a file or directory of the distribution that everyone may write", file, "take that right away (chmod o-w), and verify again");
  }

  static Refusal blocking(String file) {
    return new Refusal("SP-LAUNCH-0040", "a pipe, socket or device, or a link to one, was taken away", file,
        "find out who put it there; if a file is missed now, restore it from a backup");
  }

  static Refusal inTheWay(String directory) {
    return new Refusal("SP-LAUNCH-0041", "a directory in the place of a log or lock file was taken away", directory, "find out who put it there");
  }
}
