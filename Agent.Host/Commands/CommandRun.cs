using Agent.Host.Chat;
using Agent.Plugins;

namespace Agent.Host.Commands;

/// <summary>How a command that does one thing ends: what is wrong in one line on standard error, and an exit code.</summary>
internal static class CommandRun
{
    public static async Task<int> RunAsync(Func<Task> act)
    {
        try
        {
            await act();
            return ExitCode.Done;
        }
        catch (ShopException e)
        {
            await Console.Error.WriteLineAsync($"agent: {e.Message}");
            return ExitCode.Of(e);
        }
    }

    /// <summary>Opens the agent and its world, for commands that need more than the database: its clock, its services.</summary>
    public static async Task WithAgentAsync(ChatOptions options, Func<AgentHost, Task> act, CancellationToken cancellationToken)
    {
        using var log = new ErrorLog(options.LogPath);
        await using var host = await AgentHost.OpenAsync(options, log, cancellationToken);
        await act(host);
    }
}
