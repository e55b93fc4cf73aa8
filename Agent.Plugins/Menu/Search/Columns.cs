namespace Agent.Plugins.Menu.Search;

/// <summary>Where in an item a term stands.</summary>
[Flags]
internal enum Columns : byte
{
    None = 0,

    /// <summary>The name in each language.</summary>
    Name = 1,

    /// <summary>Other names, words of its kind, parts of compounds.</summary>
    Other = 2,
    Store = 4,
    Category = 8,
    Description = 16,

    /// <summary>What <see cref="MatchQuality.All"/> looks at.</summary>
    Named = Name | Other | Store,

    /// <summary>What <see cref="MatchQuality.Close"/> looks at.</summary>
    Findable = Named | Category,
    Any = Findable | Description,
}
