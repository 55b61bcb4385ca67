package io.sallyport.itests.appliance.demo;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Plant;
import io.sallyport.itests.appliance.PlantLink;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.plant.FreePort;
import java.nio.file.Path;
import java.util.List;

/** {@code ./sallyport demo [--exit]}: exit status 0 only if every check holds. */
public final class Demo {
  static final int ROWS_PER_SECOND = 100;
  /** The port that the connector's package asks a conduit for. */
  private static final int OPC_UA = 4840;
  private static final List<Step> STEPS = List.of(new PlantStep(), new BootStep(), new ImportStep(), new ApplyStep(), new DataStep(), new SwapStep(), new AttackStep(),
      new AuditStep());

  private Demo() {}

  public static void main(String[] arguments) {
    boolean exit = List.of(arguments).contains("--exit");
    Project project = Project.here();
    Path workspace = Folders.temporary("demo");
    Story story = new Story(System.out);
    Plant plant = Plant.start(project, workspace.resolve("plant"), FreePort.preferring(OPC_UA), ROWS_PER_SECOND);
    Appliance appliance = Appliance.of(Setup.fresh(project).withData(workspace.resolve("data")));
    Scene scene = new Scene(project, story, appliance, plant, new PlantLink(appliance, plant), workspace);
    boolean whole = tell(scene);
    System.out.println();
    System.out.println("   " + story.held() + " checks hold, " + story.failed() + " do not, " + story.elapsed().toSeconds() + " s");
    if (!exit && appliance.isRunning()) {
      farewell(scene);
    } else {
      appliance.close();
      plant.close();
    }
    System.exit(whole && story.failed() == 0 ? 0 : 1);
  }

  private static boolean tell(Scene scene) {
    int number = 0;
    for (Step step : STEPS) {
      scene.story().step(++number, step.title());
      try {
        step.tell(scene);
      } catch (AssertionError | RuntimeException e) {
        scene.story().check(false, "the story cannot go on: " + e.getMessage());
        if (!(e instanceof AssertionError)) {
          e.printStackTrace();
        }
        scene.story().say(scene.appliance().logTail());
        return false;
      }
    }
    return true;
  }

  private static void farewell(Scene scene) {
    Appliance appliance = scene.appliance();
    String environment = "SALLYPORT_DATA=" + appliance.data() + " SALLYPORT_SSH_PORT=" + appliance.port();
    String script = appliance.setup().home().resolve("bin/sallyport").toString();
    System.out.println("   The appliance goes on running. Passwords: " + appliance.data().resolve("keys/demo-passwords"));
    System.out.println("   " + environment + " " + script + " console -u " + User.ADA.account());
    System.out.println("   " + environment + " " + script + " stop     (the plant: kill " + scene.plant().pid() + ")");
    appliance.leaveRunning();
    scene.plant().leaveRunning();
  }
}
