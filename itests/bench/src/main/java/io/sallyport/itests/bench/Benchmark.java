package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Project;
import io.sallyport.trust.JsonObject;

/** One benchmark: prints a table while it runs and returns its figures. */
interface Benchmark {
  JsonObject run(Project project, Options options);
}
