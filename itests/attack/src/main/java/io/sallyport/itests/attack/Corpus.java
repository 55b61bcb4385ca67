package io.sallyport.itests.attack;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.action.ApprovalGroup;
import io.sallyport.itests.attack.action.ExportGroup;
import io.sallyport.itests.attack.action.InsideGroup;
import io.sallyport.itests.attack.action.InstallCases;
import io.sallyport.itests.attack.action.ProgramGroup;
import io.sallyport.itests.attack.action.SessionGroup;
import io.sallyport.itests.attack.action.WaiverGroup;
import io.sallyport.itests.attack.disk.AuditGroup;
import io.sallyport.itests.attack.disk.CacheGroup;
import io.sallyport.itests.attack.disk.DatabaseGroup;
import io.sallyport.itests.attack.disk.DistributionGroup;
import io.sallyport.itests.attack.disk.PlantedGroup;
import io.sallyport.itests.attack.disk.SiteGroup;
import io.sallyport.itests.attack.disk.StoreGroup;
import io.sallyport.itests.attack.disk.StrayGroup;
import io.sallyport.itests.attack.disk.VaultGroup;
import io.sallyport.itests.attack.diode.DiodeGroup;
import io.sallyport.itests.attack.media.ArchiveCases;
import io.sallyport.itests.attack.media.Control;
import io.sallyport.itests.attack.media.DelegationCases;
import io.sallyport.itests.attack.media.JsonCases;
import io.sallyport.itests.attack.media.KeyCases;
import io.sallyport.itests.attack.media.LayoutCases;
import io.sallyport.itests.attack.media.MediaGroup;
import io.sallyport.itests.attack.media.MetadataCases;
import io.sallyport.itests.attack.media.PolicyCases;
import io.sallyport.itests.attack.media.PostQuantumGroup;
import io.sallyport.itests.attack.media.RootCases;
import io.sallyport.itests.attack.media.TerminalCases;
import io.sallyport.itests.attack.timing.FastForwardGroup;
import io.sallyport.itests.attack.timing.TimingGroup;
import java.util.List;

/** Every named attack. Each part is attempted on an appliance of its own, its groups in this order. */
public final class Corpus {
  private Corpus() {}

  public static List<Group> groups() {
    return parts().stream().flatMap(List::stream).toList();
  }

  public static List<List<Group>> parts() {
    return List.of(media(), actions(), passages());
  }

  /** What arrives on a medium. */
  public static List<Group> media() {
    return List.of(
        new MediaGroup("The vendor's metadata", MetadataCases.all()),
        new MediaGroup("The vendor's roots", RootCases.all()),
        new MediaGroup("Partners", DelegationCases.all()),
        new MediaGroup("One key in several forms", KeyCases.all()),
        new MediaGroup("JSON", JsonCases.all()),
        new MediaGroup("Files of a medium", LayoutCases.all()),
        new MediaGroup("Packages", PolicyCases.all()),
        new MediaGroup("Jars read in two ways", ArchiveCases.all()),
        new MediaGroup("Texts that a terminal obeys", TerminalCases.all()));
  }

  /** What somebody does at the console, inside the process or on the disk. */
  public static List<Group> actions() {
    return List.of(
        InstallCases.group(),
        new ApprovalGroup(),
        new SessionGroup(),
        new ProgramGroup(),
        new ExportGroup(),
        new TimingGroup(),
        new InsideGroup(),
        new CacheGroup(),
        new StoreGroup(),
        new SiteGroup(),
        new StrayGroup(),
        new AuditGroup(),
        new DatabaseGroup(),
        new VaultGroup(),
        new PlantedGroup(),
        new DistributionGroup(),
        new FastForwardGroup());
  }

  /**
   * Other ways in: keys of two kinds, the diode, what a higher quorum lets pass. Their media are the edition after the control, which must
   * not be taken: on the appliance of {@link #actions()} a package gets inside with that one.
   */
  public static List<Group> passages() {
    return List.of(new PostQuantumGroup(), new DiodeGroup(), new WaiverGroup());
  }

  /** A running appliance that has accepted what the attackers start from: the positive control. */
  public static Target target(Project project) {
    Appliance appliance = LiveAppliance.withModel(project, Setup.fresh(project).quick());
    Media control = Control.make(new Target(project, appliance, new Media(project.medium("demo-2"))));
    appliance.console(User.ADA).run("medium:import " + control.folder()).orFail();
    return new Target(project, appliance, control);
  }
}
