using System.Diagnostics;
using System.Text;

namespace Agent.Host.Tests;

/// <summary>The program on a pseudo-terminal of 80 by 24, with a hand on the keyboard and an eye on the screen.</summary>
internal sealed class TerminalChat : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _seen = new();
    private readonly SemaphoreSlim _more = new(0);
    private int _read;

    private TerminalChat(Process process)
    {
        _process = process;
        _ = ReadAsync();
    }

    /// <summary>From util-linux; it makes the pseudo-terminal.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux() && File.Exists("/usr/bin/script");

    /// <summary>All that came so far, with escape sequences.</summary>
    public string Shown
    {
        get
        {
            lock (_seen) return _seen.ToString();
        }
    }

    public static TerminalChat Start((string Name, string Value)[] environment, params string[] arguments)
    {
        var command = string.Join(' ', arguments.Prepend(Path.Combine(AgentProcess.Folder, "Agent.Host.dll")).Prepend("dotnet").Select(a => $"'{a}'"));
        // Who started the tests may have had Ctrl+C ignored, and that is inherited.
        var start = new ProcessStartInfo("/usr/bin/env")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            // Ctrl+C reaches the shell as well; without a trap of its own it may end before it says how the program left.
            ArgumentList = { "--default-signal=INT", "/usr/bin/script", "-qfec", $"trap : INT; stty cols 80 rows 24; {command}; echo \"left with $?\"", "/dev/null" },
        };
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["TERM"] = "xterm";
        foreach (var name in new[] { "NO_COLOR", "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL" }) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new TerminalChat(Process.Start(start)!);
    }

    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until the text appears after what was waited for before.</summary>
    /// <returns>All that came up to it, without escape sequences.</returns>
    public async Task<string> SeeAsync(string text)
    {
        using var patience = new CancellationTokenSource(AgentProcess.Patience);
        while (true)
        {
            string screen;
            lock (_seen) screen = Agent.Host.Terminal.PlainText.Prose(_seen.ToString());
            var at = screen.IndexOf(text, Math.Min(_read, screen.Length), StringComparison.Ordinal);
            if (at >= 0)
            {
                var before = screen[_read..(at + text.Length)];
                _read = at + text.Length;
                return before;
            }

            try
            {
                await _more.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"'{text}' was never seen. The terminal showed:\n{screen[_read..]}");
            }
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        int count;
        while ((count = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            lock (_seen) _seen.Append(buffer, 0, count);
            _more.Release();
        }
    }
}

/// <summary>A test that needs a pseudo-terminal; skipped by name where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute()
    {
        if (!TerminalChat.IsPossible) Skip = "No pseudo-terminal: 'script' of util-linux is not installed.";
    }
}

/// <inheritdoc cref="TerminalFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TerminalTheoryAttribute : TheoryAttribute
{
    public TerminalTheoryAttribute()
    {
        if (!TerminalChat.IsPossible) Skip = "No pseudo-terminal: 'script' of util-linux is not installed.";
    }
}
