using System.Runtime.InteropServices;
using Agent.Host.Terminal;

namespace Agent.Host.Chat;

/// <summary>Ctrl+C: the first stops the running turn or empties the line, the second leaves. Redirected input has nobody to press it twice.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ILineSource _lines;
    private readonly Action _hint;
    private readonly PosixSignalRegistration _registration;
    private CancellationTokenSource? _turn;
    private bool _pressedOnce;

    /// <param name="hint">Tells that the next Ctrl+C leaves.</param>
    public Interruption(ILineSource lines, Action hint)
    {
        (_lines, _hint) = (lines, hint);
        if (lines is TypedLines typed) typed.Pressed += Forget;
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
    }

    /// <summary>Runs a turn that the first Ctrl+C stops.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> turn)
    {
        using var stop = new CancellationTokenSource();
        lock (_gate) (_turn, _pressedOnce) = (stop, false);
        try
        {
            await turn(stop.Token);
        }
        finally
        {
            lock (_gate) _turn = null;
        }
    }

    public void Dispose() => _registration.Dispose();

    private void Forget()
    {
        lock (_gate) _pressedOnce = false;
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        bool again;
        CancellationTokenSource? turn;
        lock (_gate)
        {
            again = _pressedOnce || !_lines.IsInteractive;
            (turn, _pressedOnce) = (_turn, true);
            if (!again) turn?.Cancel();
        }

        if (again) Leave();
        else if (turn is null && !_lines.ClearLine()) _hint();
    }

    /// <summary>At once: a checkout in progress is journaled, and taken up again at the next start.</summary>
    private void Leave()
    {
        if (_lines.IsInteractive) Console.Out.WriteLine();
        Environment.Exit(ExitCode.Interrupted);
    }
}
