package io.sallyport.itests.appliance.demo;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Plant;
import io.sallyport.itests.appliance.PlantLink;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What the steps share. */
record Scene(Project project, Story story, Appliance appliance, Plant plant, PlantLink link, Path workspace) {
  /** Types a command as the person, shows its answer, and requires success. */
  Result type(User user, String command, String... input) {
    story.typed(user.account(), command);
    Result result = appliance.console(user).run(command, input);
    story.say(result.text());
    return result.orFail();
  }

  /** As {@link #type}, and shows only what is printed from the first line on that begins so: people were shown the plan before. */
  Result typeFrom(String begin, User user, String command, String... input) {
    story.typed(user.account(), command);
    Result result = appliance.console(user).run(command, input).orFail();
    story.say(result.text().lines().dropWhile(line -> !line.strip().startsWith(begin)).collect(Collectors.joining("\n")));
    return result;
  }

  /** The same, without showing. */
  Result ask(User user, String command, String... input) {
    return appliance.console(user).run(command, input).orFail();
  }

  Media medium(String name) {
    return new Media(project.medium(name));
  }
}
