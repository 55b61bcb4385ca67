/**
 * What runs models, and how the platform asks it to. Engines are part of the platform; they never come in packages.
 *
 * <p>There are two kinds. An {@link Engine} loads a model's bytes into this JVM; it is given the declared file's bytes, whose digest was
 * compared, and nothing beside them. A {@link RemoteEngine} reaches a model on a server inside the enclave behind a conduit that the package
 * names and the site configures; nothing of it is trusted before it was proved.
 *
 * <p>To add an engine, write a platform bundle below {@code platform/engines}, register one of the two as a service (explicitly: no service
 * loader looks for engines), name the format, and add the bundle to the platform's feature, so that it is in the signed inventory. A package
 * of that format is refused with {@code SP-MODEL-0005} where the engine is absent. {@code runtime()} is what {@code model:info} shows: say
 * which library in which version on which device, as the library itself says it.
 *
 * <p>An engine holds no policy: who may call, deadlines, auditing, proving and swapping are the platform's. It must: be safe for any number of
 * threads; refuse at loading what does not have the declared inputs and outputs ({@code SP-MODEL-0006}); never change or keep inputs; give
 * outputs in memory of the caller's; let {@link LoadedModel#close} wait for runs; fail with {@link EngineException} only; start no thread that
 * outlives it; open no connection but those of conduits.
 *
 * <p>An engine that runs native code offers a {@linkplain Engine#tryOut trial}: a new version is loaded and run in a child process before it is loaded
 * here. What limits that child has is the platform's business, that it keeps them the engine's.
 */
@Export
@Version("0.1.0")
package io.sallyport.inference.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
