using System.Collections;
using System.Reflection;
using Xunit.Abstractions;

namespace Agent.Plugins;

/// <summary>One linked test with one set of arguments.</summary>
internal sealed record Proof(Type Type, MethodInfo Method, object?[] Arguments)
{
    public string Name => $"{Type.Name}.{Method.Name}";

    /// <summary>All of a class, in the order in which they are written.</summary>
    public static IEnumerable<Proof> Of(Type type) =>
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).OrderBy(m => m.MetadataToken)
        from arguments in ArgumentsOf(type, method)
        select new Proof(type, method, arguments);

    /// <returns>Why it fails; null where it holds.</returns>
    public async Task<Exception?> FailAsync()
    {
        object? instance = null;
        try
        {
            var constructor = Type.GetConstructors()[0];
            instance = constructor.Invoke([.. constructor.GetParameters().Select(_ => new Silence())]);
            if (Method.Invoke(instance, Arguments) is Task task) await task;
            return null;
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException;
        }
        catch (Exception e)
        {
            return e;
        }
        finally
        {
            if (instance is IAsyncDisposable later) await later.DisposeAsync();
            (instance as IDisposable)?.Dispose();
        }
    }

    private static IEnumerable<object?[]> ArgumentsOf(Type type, MethodInfo method)
    {
        if (method.IsDefined(typeof(Tests.FactAttribute))) return [[]];
        if (!method.IsDefined(typeof(Tests.TheoryAttribute))) return [];
        var inline = method.GetCustomAttributes<Tests.InlineDataAttribute>().Select(d => d.Values);
        return method.GetCustomAttribute<Tests.MemberDataAttribute>() is { } data ? inline.Concat(Member(type, data.Member)) : inline;
    }

    private static IEnumerable<object?[]> Member(Type type, string name)
    {
        var member = type.GetMember(name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)[0];
        var rows = (IEnumerable)(member switch
        {
            PropertyInfo property => property.GetValue(null),
            FieldInfo field => field.GetValue(null),
            _ => ((MethodInfo)member).Invoke(null, null),
        })!;
        return rows.Cast<object?[]>();
    }

    private sealed class Silence : ITestOutputHelper
    {
        public void WriteLine(string message)
        {
        }

        public void WriteLine(string format, params object[] args)
        {
        }
    }
}
