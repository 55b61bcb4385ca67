/**
 * The platform in memory, for the tests of plugins. Begin with {@link io.sallyport.testkit.SallyportTest} and
 * {@link io.sallyport.testkit.TestPlatform}; {@link io.sallyport.testkit.FrameworkPlatform} runs the packaged bundle.
 */
package io.sallyport.testkit;
