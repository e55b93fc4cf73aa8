namespace Agent.Plugins;

/// <summary>A value, or the refusal that stands in its place: exactly one of the two.</summary>
public readonly record struct Outcome<T>
    where T : class
{
    private Outcome(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    public T? Value { get; }

    public Refusal? Refusal { get; }

    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Value))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Value is not null;

    /// <summary>Whichever of the two it holds; what a function call returns.</summary>
    public object Content => (object?)Value ?? Refusal ?? throw new InvalidOperationException("An outcome was never assigned.");

    internal static Outcome<T> From(T value) => new(value, null);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);

    public static implicit operator Outcome<T>(RefusalCode code) => new(null, new Refusal(code));
}

public static class Outcome
{
    /// <summary>For interface types, which C# never converts implicitly.</summary>
    public static Outcome<T> Of<T>(T value)
        where T : class => Outcome<T>.From(value);
}
