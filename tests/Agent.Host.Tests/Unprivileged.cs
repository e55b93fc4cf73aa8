namespace Agent.Host.Tests;

/// <summary>The program as somebody whom permissions bind: they do not bind root, so root starts it as nobody.</summary>
internal static class Unprivileged
{
    private const string SetPriv = "/usr/bin/setpriv";
    private const UnixFileMode Write = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Why it cannot be had here; null where it can.</summary>
    public static string? Obstacle => !OperatingSystem.IsLinux() ? "Permissions are Unix's."
        : !Environment.IsPrivilegedProcess ? null
        : !File.Exists(SetPriv) ? "Root is not bound by permissions, and 'setpriv' of util-linux is not installed."
        : !IsOpenToAll(AgentProcess.Folder) ? $"Root is not bound by permissions, and nobody else may read {AgentProcess.Folder}."
        : null;

    public static Task<AgentRun> RunAsync(params string[] arguments)
    {
        string[] command = ["dotnet", Path.Combine(AgentProcess.Folder, "Agent.Host.dll"), .. arguments];
        return AgentProcess.RunAsync(
            Environment.IsPrivilegedProcess
                ? AgentProcess.StartBy(SetPriv, ["--reuid", "65534", "--regid", "65534", "--clear-groups", .. command])
                : AgentProcess.StartBy(command[0], command[1..]),
            []);
    }

    public static void TakeRights(string folder) => Change(folder, mode => (mode & ~Write) | UnixFileMode.OtherRead | (mode.HasFlag(UnixFileMode.UserExecute) ? UnixFileMode.OtherExecute : 0));

    public static void GiveRights(string folder) => Change(folder, mode => mode | UnixFileMode.UserWrite);

    private static void Change(string folder, Func<UnixFileMode, UnixFileMode> change)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var path in Directory.GetFiles(folder).Prepend(folder)) File.SetUnixFileMode(path, change(File.GetUnixFileMode(path)));
    }

    private static bool IsOpenToAll(string folder)
    {
        if (OperatingSystem.IsWindows()) return false;
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (!at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) return false;
        return true;
    }
}

/// <summary>A test that needs permissions to bind; skipped by name where they cannot.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnprivilegedFactAttribute : FactAttribute
{
    public UnprivilegedFactAttribute() => Skip = Unprivileged.Obstacle;
}
