namespace Agent.Plugins.Tests;

// Names that stand nearer to the linked tests than xunit's own: so they are proofs here, run with each bug in turn, and no tests of their own.

[AttributeUsage(AttributeTargets.Method)]
public sealed class FactAttribute : Attribute;

[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryAttribute : Attribute;

[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class InlineDataAttribute(params object?[] values) : Attribute
{
    public object?[] Values { get; } = values;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class MemberDataAttribute(string member) : Attribute
{
    public string Member { get; } = member;
}
