namespace Agent.Sandbox.Platforms;

internal static class Couriers
{
    private static readonly string[] Names = ["Chen Hao", "Li Na", "Wang Lei", "Zhao Min", "Liu Yang", "Sun Jie", "Zhou Tao", "Wu Fang", "Xu Bin", "He Jing"];

    /// <summary>The same order always has the same courier.</summary>
    public static string For(string orderId)
    {
        var hash = 2166136261u;
        foreach (var c in orderId) hash = unchecked((hash ^ c) * 16777619u);
        return Names[hash % (uint)Names.Length];
    }
}
