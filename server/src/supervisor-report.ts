/**
 * What a server reports to its supervisor: the port on which it serves, or the exit code with which it is about to
 * exit.
 */
export type ServerReport = { readonly port: number } | { readonly exitCode: number };

/**
 * Sends a report to the supervisor.
 *
 * @param sent called when the report has been sent, or at once if there is no supervisor
 */
export function reportToSupervisor(report: ServerReport, sent: () => void = () => undefined): void {
  // An error means that the supervisor is gone, which `stopWithSupervisor` notices.
  if (process.connected) process.send!(report, undefined, undefined, () => sent());
  else sent();
}
