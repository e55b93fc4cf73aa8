using System.Runtime.InteropServices;

namespace Agent.Host.Commands;

/// <summary>A server in the foreground, until it is interrupted or terminated.</summary>
internal static class ServerRun
{
    /// <param name="serve">Serves until cancelled.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Func<CancellationToken, Task> serve)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await CommandRun.RunAsync(() => serve(stop.Token));

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
