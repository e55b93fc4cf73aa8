namespace Agent.Plugins.Menu;

/// <summary>In which order search_menu lists what fits.</summary>
public enum MenuSort
{
    Relevance,

    /// <summary>Cheapest first.</summary>
    Price,

    /// <summary>Best rated store first.</summary>
    Rating,

    /// <summary>Soonest at the door first.</summary>
    Time,
}
