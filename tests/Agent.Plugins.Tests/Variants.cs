using System.Collections;
using System.Reflection;

namespace Agent.Plugins.Tests;

/// <summary>A record with one of its values changed or dropped, for each value that it and all that it holds have, found by reflection: a field that is added is tried, too.</summary>
internal static class Variants
{
    public static IEnumerable<(string Path, object? Value)> Of(object? value, string path)
    {
        switch (value)
        {
            case string text:
                yield return (path, text + "x");
                break;
            case int number:
                yield return (path, number + 1);
                break;
            case long number:
                yield return (path, number + 1);
                break;
            case bool flag:
                yield return (path, !flag);
                break;
            case DateTimeOffset time:
                yield return (path, time.AddTicks(1));
                break;
            case Enum named:
                yield return (path, Enum.ToObject(named.GetType(), Convert.ToInt32(named) + 1));
                break;
            case IList list:
                foreach (var variant in OfList(list, path)) yield return variant;
                break;
            default:
                foreach (var variant in OfRecord(value!, path)) yield return variant;
                break;
        }
    }

    private static IEnumerable<(string Path, object? Value)> OfList(IList list, string path)
    {
        var type = list.GetType().IsArray ? list.GetType().GetElementType()! : list.GetType().GetGenericArguments()[0];
        if (list.Count == 0) yield break;
        var shorter = Array.CreateInstance(type, list.Count - 1);
        for (var i = 0; i < shorter.Length; i++) shorter.SetValue(list[i], i);
        yield return ($"{path} shortened", shorter);
        for (var at = 0; at < list.Count; at++)
        {
            foreach (var (inner, changed) in Of(list[at], $"{path}[{at}]"))
            {
                var copy = Array.CreateInstance(type, list.Count);
                list.CopyTo(copy, 0);
                copy.SetValue(changed, at);
                yield return (inner, copy);
            }
        }
    }

    private static IEnumerable<(string Path, object? Value)> OfRecord(object value, string path)
    {
        var nullability = new NullabilityInfoContext();
        foreach (var property in value.GetType().GetProperties().Where(p => p.SetMethod is not null && p.GetIndexParameters().Length == 0))
        {
            var here = $"{path}.{property.Name}";
            var held = property.GetValue(value).ShouldNotBeNull($"The sample leaves {here} empty.");
            var variants = Of(held, here);
            if (nullability.Create(property).WriteState == NullabilityState.Nullable) variants = variants.Append(($"{here} dropped", null));
            foreach (var (inner, changed) in variants)
            {
                var copy = value.GetType().GetMethod("<Clone>$") is { } clone ? clone.Invoke(value, null)! : value.GetType().IsValueType ? Boxed(value) : throw new InvalidOperationException($"{here} cannot be copied.");
                property.SetValue(copy, changed);
                yield return (inner, copy);
            }
        }
    }

    private static object Boxed(object value) => System.Runtime.CompilerServices.RuntimeHelpers.GetObjectValue(value) is var copy && ReferenceEquals(copy, value)
        ? throw new InvalidOperationException("The value was not copied.")
        : copy;
}
