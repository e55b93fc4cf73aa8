namespace Agent.Plugins.Tests.Payments.Simulation;

public enum Fault
{
    None,

    /// <summary>The process dies before the call leaves, or before the commit.</summary>
    CrashBefore,

    /// <summary>The process dies after the effect, or after the commit.</summary>
    CrashAfter,

    /// <summary>It cannot be reached; nothing happened there.</summary>
    Down,

    /// <summary>Its client fails in a way of its own; the effect happened all the same.</summary>
    Broken,

    /// <summary>The effect happened; the reply never arrives.</summary>
    ReplyLost,

    /// <summary>The effect happens; the reply comes after everybody's patience.</summary>
    Late,

    /// <summary>The request itself lies about in the network and takes effect long after everybody's patience.</summary>
    Delayed,

    /// <summary>The request arrives twice.</summary>
    Doubled,

    /// <summary>A business rule says no.</summary>
    Refused,
}

/// <summary>The end of the simulated process. Nothing in the code under test may catch it.</summary>
public sealed class CrashException : Exception;

/// <summary>Decides what goes wrong where, and writes down everything that happens.</summary>
public sealed class Script(TimeProvider clock, Func<int, string, Fault> decide)
{
    private readonly List<string> _trace = [];

    public int Calls { get; private set; }

    /// <summary>Of the process that is running now; everything it still tries after its end fails.</summary>
    public bool Dead { get; set; }

    public bool Quiet { get; set; }

    public IReadOnlyList<string> Trace => _trace;

    /// <summary>Called at every await of the outside and at every transaction.</summary>
    public Fault At(string what)
    {
        if (Dead) throw new CrashException();
        var fault = Quiet ? Fault.None : decide(Calls++, what);
        Note($"{what} {fault}");
        if (fault == Fault.CrashBefore) Crash();
        return fault;
    }

    public void After(Fault fault)
    {
        if (Dead) throw new CrashException();
        if (fault == Fault.CrashAfter) Crash();
    }

    public void Note(string line) => _trace.Add($"{clock.GetUtcNow():HH:mm:ss.fff} {line}");

    private void Crash()
    {
        Dead = true;
        throw new CrashException();
    }
}
