/** What a server reports to the process that has started it: where it serves, and with which code it is about to exit. */
export type Report = { readonly port: number } | { readonly exitCode: number };

/** Reports to the supervisor. Calls back when that has been sent, and where there is no supervisor. */
export function tellSupervisor(report: Report, sent: () => void = () => undefined): void {
  // An error means that the supervisor is gone, which `stopWithSupervisor` notices.
  if (process.connected) process.send!(report, undefined, undefined, () => sent());
  else sent();
}
