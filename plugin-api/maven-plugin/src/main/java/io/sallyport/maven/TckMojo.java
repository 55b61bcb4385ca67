package io.sallyport.maven;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.signedrepo.command.PasswordOption;
import io.sallyport.tck.Platform;
import io.sallyport.tck.Tck;
import io.sallyport.tck.report.ReportFiles;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Signer;
import io.sallyport.vault.tck.RuleOutcome;
import io.sallyport.vault.tck.TckReport;
import java.io.File;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Runs the TCK on {@code target/package}, makes its report part of the package, and fails the build on a broken rule. */
@Mojo(name = "tck", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class TckMojo extends AbstractMojo {
  private static final String VARIABLE = "SALLYPORT_KEY_PASSWORD";

  /** The package. */
  @Parameter(defaultValue = "${project.build.directory}/package")
  private File packageDirectory;

  /** What the plugin needs around it to work: configuration, secrets, models, signals. Used if it is there. */
  @Parameter(defaultValue = "${project.basedir}/tck.json")
  private File setup;

  /** Key file (PKCS#12) to sign the report with: the key that the package is released with. Without it the report is not signed. */
  @Parameter(property = "sallyport.key")
  private File key;

  /** File whose first line is the key file's password; else the variable SALLYPORT_KEY_PASSWORD. */
  @Parameter(property = "sallyport.passwordFile")
  private File passwordFile;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    Refused.shown(() -> {
      TckReport report = new Tck(Platform.own(), Optional.of(setup.toPath()).filter(Files::exists)).run(packageDirectory.toPath());
      ReportFiles.write(report, signers(), packageDirectory.toPath());
      ReportFiles.attach(packageDirectory.toPath());
      report.rules().forEach(this::log);
      String counts = report.count(RuleOutcome.Verdict.PASSED) + " rules kept, " + report.failures().size() + " broken, " + report.count(RuleOutcome.Verdict.NOT_APPLICABLE) + " not for this package";
      if (!report.passed()) {
        throw new MojoFailureException(ToolRefusals.refuse("SP-SDK-0057", "the TCK: " + counts + ": " + String.join(", ", report.failures().stream().map(RuleOutcome::id).toList()),
            packageDirectory.toPath().resolve(ReportFiles.PAGE), "mend what the lines above and the report say").getMessage());
      }
      getLog().info("TCK: " + counts + (key == null ? "; the report is not signed" : "; the report is signed"));
    });
  }

  private void log(RuleOutcome rule) {
    switch (rule.verdict()) {
      case FAILED -> getLog().error(rule.id() + "  " + rule.title() + " – " + rule.observed());
      case PASSED -> getLog().info(rule.id() + "  " + rule.observed());
      case NOT_APPLICABLE -> getLog().debug(rule.id() + "  " + rule.observed());
    }
  }

  private List<Signer> signers() {
    return key == null ? List.of() : List.of(KeyFile.open(key.toPath(), password()));
  }

  private char[] password() {
    if (passwordFile != null) {
      return PasswordOption.read(passwordFile.toPath());
    }
    String variable = System.getenv(VARIABLE);
    if (variable == null || variable.isEmpty()) {
      throw ToolRefusals.refuse("SP-SDK-0058", "there is no password for the key file", key, "give -Dsallyport.passwordFile=FILE or the variable " + VARIABLE);
    }
    return variable.toCharArray();
  }
}
