// `using`, where the compiler knows it: our own declaration of `Symbol.dispose` stands beside its.
import { Simulation } from 'ecs-drydock';

export function count(): number {
  using simulation = new Simulation();
  const disposable: Disposable = simulation;
  return disposable === simulation ? simulation.hosts().length : 0;
}
