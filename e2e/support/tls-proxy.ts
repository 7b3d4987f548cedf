import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An nginx that terminates TLS in front of a server with a self-signed certificate, as an operator would run it. */
export class TlsProxy {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  static async to(target: string): Promise<TlsProxy> {
    const folder = mkdtempSync(join(tmpdir(), 'hub-tls-proxy-'));
    const port = await freePort();
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const files = ['-keyout', 'own.key', '-out', 'own.pem'];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...subject], {
      cwd: folder,
      stdio: 'pipe',
    });
    writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port, target));
    const child = spawn('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'], { stdio: 'pipe' });
    const proxy = new TlsProxy(`https://localhost:${port}`, folder, child);
    await proxy.waitUntilListening(port);
    return proxy;
  }

  async close(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGQUIT');
    await exited;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async waitUntilListening(port: number): Promise<void> {
    for (;;) {
      if (this.child.exitCode !== null) throw new Error(`nginx exited: ${String(this.child.stderr?.read())}`);
      const response = await fetch(`http://127.0.0.1:${port}`).catch(() => undefined);
      // nginx responds to plain HTTP on a TLS port with 400.
      if (response?.status === 400) return;
    }
  }
}

function configuration(folder: string, port: number, target: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder};`);
  return `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr error;
events { worker_connections 256; }
http {
  access_log off;
  ${temporary.join('\n  ')}
  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${folder}/own.pem;
    ssl_certificate_key ${folder}/own.key;
    location / {
      proxy_pass ${target};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
    }
  }
}`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
