namespace Agent.Plugins;

public enum Language
{
    English,
    Chinese,
    German,
}
